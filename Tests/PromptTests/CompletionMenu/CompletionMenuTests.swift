import CodeCompletion
import Diagnostics
import Testing

@testable import Prompt

@Suite struct CompletionMenuTests {
  private func completions(_ texts: [String], descriptions: [String] = []) -> [Completion] {
    texts.enumerated().map { index, text in
      let description = descriptions.indices.contains(index) ? descriptions[index] : ""
      return Completion(text, description, replacing: Span(5, 8))
    }
  }

  private func menu(_ columns: Int, _ rows: Int = 24) -> CompletionMenu {
    CompletionMenu(size: TerminalSize(columns: columns, rows: rows))
  }

  @Test func nothingIsNothing() {
    #expect(menu(80).edit(for: [], in: "xyz", cursor: 3) == .nothing)
  }

  @Test func theOnlyChoiceIsTyped() {
    let edit = menu(80).edit(for: completions(["invoices"]), in: "list inv", cursor: 8)
    #expect(edit == CompletionEdit(erased: 3, insertion: "invoices "))
  }

  @Test func itsLettersTakeTheirOwnCase() {
    let edit = menu(80).edit(for: completions(["invoices"]), in: "LIST INV", cursor: 8)
    #expect(edit == CompletionEdit(erased: 3, insertion: "invoices "))
  }

  @Test func whatAllShareIsTyped() {
    let choices = completions(["invoice_items", "invoices"])
    let edit = menu(80).edit(for: choices, in: "list inv", cursor: 8)
    #expect(edit == CompletionEdit(erased: 3, insertion: "invoice"))
  }

  @Test func whatDiffersIsListed() {
    let choices = completions(["inv1", "inv2"])
    let edit = menu(80).edit(for: choices, in: "list inv", cursor: 8)
    #expect(edit == CompletionEdit(listing: "inv1  inv2"))
  }

  @Test func erasedCharactersAreNotBytes() {
    let choice = Completion("\"été\"", "", replacing: Span(0, 5))
    let edit = menu(80).edit(for: [choice], in: "\"ét\u{301}x", cursor: 5)
    #expect(edit.erased == 4)
  }

  @Test func choicesStandInColumnsReadDownwards() {
    let choices = completions(["a", "bb", "ccc", "dd", "e"])
    #expect(menu(12).listing(of: choices) == "a   ccc  e\nbb  dd")
  }

  @Test func descriptionsStandBesideThem() {
    let choices = completions(["id", "status"], descriptions: ["text", "draft | open"])
    #expect(
      menu(30).listing(of: choices) == "id      text\nstatus  draft | open")
  }

  @Test func aLongDescriptionIsCut() {
    let choices = completions(
      ["status", "total"], descriptions: [String(repeating: "x", count: 50), "number"])
    #expect(
      menu(60).listing(of: choices)
        == "status  " + String(repeating: "x", count: 35) + "…\ntotal   number")
  }

  @Test func descriptionsGoWhereThereIsNoRoom() {
    let names = (10...29).map { "name\($0)" }
    let choices = completions(names, descriptions: names.map { _ in "described" })
    #expect(menu(40, 9).listing(of: choices).split(separator: "\n").count == 4)
  }

  @Test func longListsAreSummarised() {
    let choices = completions((100...999).map { "name\($0)" })
    let lines = menu(20, 6).listing(of: choices).split(separator: "\n")
    #expect(
      lines == [
        "name100  name103", "name101  name104", "name102  name105",
        "… and 894 more: press Tab again",
      ])
  }

  @Test func furtherPagesFollowAndBeginAnew() {
    let choices = completions((100...999).map { "name\($0)" })
    var last = menu(20, 6)
    last.page = 149
    #expect(last.listing(of: choices).split(separator: "\n").first == "name994  name997")
    last.page = 150
    #expect(last.listing(of: choices) == menu(20, 6).listing(of: choices))
  }

  @Test(arguments: [0, 1, 2, 5])
  func aTinyTerminalBreaksNothing(_ columns: Int) {
    let listing = menu(columns, columns).listing(of: completions(["alpha", "beta"]))
    #expect(listing.contains("alpha"))
  }
}
