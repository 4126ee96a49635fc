"""The pages of the Piano: for everybody what is published, for who may the workbench."""
