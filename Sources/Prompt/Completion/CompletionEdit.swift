/// What TAB does to the line being typed.
package struct CompletionEdit: Sendable, Hashable {
  /// How many characters (Unicode scalars) before the cursor go away.
  package var erased: Int
  /// What is put at the cursor after that.
  package var insertion: String
  /// Lines to show below the line being typed; empty where there is nothing to choose from.
  package var listing: String

  package init(erased: Int = 0, insertion: String = "", listing: String = "") {
    self.erased = erased
    self.insertion = insertion
    self.listing = listing
  }

  /// TAB found nothing to offer.
  package static let nothing = CompletionEdit()
}
