extension String {
  /// The noun with its article: `a customer`, `an invoice`.
  package var withArticle: String {
    guard let first = lowercased().first else { return self }
    return ("aeiou".contains(first) ? "an " : "a ") + self
  }
}
