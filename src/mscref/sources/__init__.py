"""The network: identifiers and questions in, references and what the registries say of them out."""
