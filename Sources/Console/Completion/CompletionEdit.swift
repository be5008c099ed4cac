/// What TAB does to the line being typed.
public struct CompletionEdit: Sendable, Hashable {
  /// How many characters (Unicode scalars) before the cursor go away.
  public var erased: Int
  /// What is put at the cursor after that.
  public var insertion: String
  /// Lines to show below the line being typed; empty where there is nothing to choose from.
  public var listing: String

  public init(erased: Int = 0, insertion: String = "", listing: String = "") {
    self.erased = erased
    self.insertion = insertion
    self.listing = listing
  }

  /// TAB found nothing to offer.
  public static let nothing = CompletionEdit()
}
