"""The parts from which workspaces are assembled; none knows anything of dossiers."""
