/// The change that Tab makes to the line being typed.
package struct CompletionEdit: Sendable, Hashable {
  /// The number of Unicode scalars to delete before the cursor.
  package var erased: Int
  /// The text to insert at the cursor after that.
  package var insertion: String
  /// The choices to show below the line; empty if there are none to choose from.
  package var listing: String

  /// Creates an edit from its parts; without arguments, one that changes nothing.
  package init(erased: Int = 0, insertion: String = "", listing: String = "") {
    self.erased = erased
    self.insertion = insertion
    self.listing = listing
  }

  /// The edit if there are no completions.
  package static let nothing = CompletionEdit()
}
