// StripeCatalog
