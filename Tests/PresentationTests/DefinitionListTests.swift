import Presentation
import Testing

@Suite struct DefinitionListTests {
  private static let list = DefinitionList([
    .init("id", "string"),
    .init("status", "enum · nullable · draft, open, paid, uncollectible, void"),
    .init("payment_settings.save_default_payment_method", "enum · off, on_subscription"),
  ])

  @Test func `a text stands beside its term, and is wrapped`() {
    #expect(
      Self.list.lines(width: 40) == [
        "  id      string",
        "  status  enum · nullable · draft, open,",
        "          paid, uncollectible, void",
        "  payment_settings.save_default_payment_method",
        "          enum · off, on_subscription",
      ])
  }

  @Test func `where there is no room a text goes below its term`() {
    #expect(
      Self.list.lines(width: 30).prefix(3) == [
        "  id", "      string", "  status",
      ])
  }

  @Test(arguments: 1...130)
  func `no term is cut and no line is too long for its words`(width: Int) {
    let lines = Self.list.lines(width: width)
    #expect(lines.contains { $0.hasPrefix("  payment_settings.save_default_payment_method") })
    #expect(lines.joined(separator: " ").contains("uncollectible,"))
  }
}
