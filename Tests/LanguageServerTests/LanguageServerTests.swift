import JSON
import JSONRPCTesting
import Testing

struct LanguageServerTests {
  private let editor = Editor()

  @Test func `errors are published with their places, codes and hints`() async {
    let found = await editor.answers(
      opening: "# 😀\nquery invoices where \"😀\" = statuss limit 5\n", []
    ).diagnostics()
    #expect(found.count == 1)
    #expect(found.first?["range"] == Editor.range([1, 28, 1, 35]))
    #expect(found.first?["code"] == "unknown_field")
    #expect(found.first?["severity"] == 1)
    #expect(found.first?["message"]?.string?.contains("did you mean `status`?") == true)
    let related = found.first?["relatedInformation"]?[0]?["message"]?.string
    #expect(related?.contains("did you mean `status`?") == true)
  }

  @Test func `incremental changes count UTF-16 units`() async {
    let found = await editor.answers(
      opening: "print \"a😀b\"\r\nlist custmers\n",
      [
        Editor.change(2, [1, 5, 1, 13], "customers"),
        Editor.change(3, [0, 8, 0, 10], "é"),
        Editor.change(4, [0, 9, 0, 9], "😀"),
        Editor.about(5, "formatting"),
        Editor.change(5, [9, 0, 99, 0], "list"),
        Editor.about(6, "documentSymbol"),
      ])
    #expect(found.result(5)[0]?["newText"] == "print \"aé😀b\"\nlist customers\n")
    #expect(found.result(6).array?.count == 2)
    #expect(found.diagnostics().count == 1)
  }

  @Test func `a whole text replaces the document`() async {
    let found = await editor.answers(
      opening: "nonsense", [Editor.change(2, nil, "list customers\n")])
    #expect(found.diagnostics().isEmpty)
  }

  @Test func `completions replace what was typed`() async throws {
    let found = await editor.answers(
      opening: "print \"😀\"; list inv", [Editor.at(2, "completion", 0, 20)])
    let items = try #require(found.result(2)["items"]?.array)
    let invoices = items.first { $0["label"] == "invoices" }
    #expect(invoices?["textEdit"]?["range"] == Editor.range([0, 17, 0, 20]))
    #expect(invoices?["textEdit"]?["newText"] == "invoices")
  }

  @Test func `a place after and within statements is completed by its own statement`() async {
    let text = "list customers\nfor c in query customers {\n  update customer $c.id { ema"
    let found = await editor.answers(
      opening: text, [Editor.at(2, "completion", 2, 29), Editor.at(3, "completion", 0, 8)])
    let items = found.result(2)["items"]?.array ?? []
    #expect(items.map { $0["label"] } == ["email"])
    #expect(items.first?["textEdit"]?["range"] == Editor.range([2, 26, 2, 29]))
    let objects = found.result(3)["items"]?.array?.compactMap { $0["label"]?.string } ?? []
    #expect(objects.contains("customers"))
  }

  @Test func `variables of the document are completed`() async {
    let found = await editor.answers(
      opening: "let ann = get customer cus_1\nprint $a", [Editor.at(2, "completion", 1, 8)])
    let labels = found.result(2)["items"]?.array?.compactMap { $0["label"]?.string } ?? []
    #expect(labels.contains("$ann"))
  }

  @Test(arguments: [
    (9, "described: invoices"), (24, "described: invoice status"),
    (52, "described: invoice customer.email"), (3, "query"),
  ])
  func `a description is shown below the cursor`(character: Int, text: String) async {
    let found = await editor.answers(
      opening: "query invoices where status = \"open\" and customer.email = \"x\"",
      [Editor.at(2, "hover", 0, character)])
    #expect(found.result(2)["contents"]?["value"]?.string?.contains(text) == true)
  }

  @Test func `nothing is shown where there is nothing`() async {
    let found = await editor.answers(opening: "print 1\n\n", [Editor.at(2, "hover", 1, 0)])
    #expect(found.response(2)["result"] == .null)
  }

  @Test func `a hint becomes a quick fix`() async {
    let found = await editor.answers(
      opening: "query invoices where statuss = \"open\"\nlist custmers",
      [Editor.about(2, "codeAction", ["range": Editor.range([0, 23, 0, 23])])])
    let actions = found.result(2).array ?? []
    #expect(actions.map { $0["title"] } == ["Replace `statuss` by `status`"])
    let edit = actions.first?["edit"]?["changes"]?[Editor.uri]?[0]
    #expect(edit?["range"] == Editor.range([0, 21, 0, 28]))
    #expect(edit?["newText"] == "status")
  }

  @Test func `a document with errors is not formatted`() async {
    let wrong = await editor.answers(opening: "query (", [Editor.about(2, "formatting")])
    #expect(wrong.response(2)["result"] == .null)
    let done = await editor.answers(opening: "list customers\n", [Editor.about(2, "formatting")])
    #expect(done.result(2) == [])
    let open = await editor.answers(opening: "LIST   customers", [Editor.about(2, "formatting")])
    #expect(open.result(2)[0]?["newText"] == "list customers\n")
    #expect(open.result(2)[0]?["range"] == Editor.range([0, 0, 0, 16]))
  }

  @Test func `the outline has blocks and variables`() async {
    let found = await editor.answers(
      opening: "let a = 1\nfor c in query customers {\n  print $c.id\n}\n",
      [Editor.about(2, "documentSymbol")]
    ).result(2)
    #expect(found.array?.map { $0["name"] } == ["$a", "for c in query customers {"])
    #expect(found[1]?["children"]?[0]?["name"] == "print $c.id")
    #expect(found[1]?["range"] == Editor.range([1, 0, 3, 1]))
  }
}
