import Testing

/// What is listed at a terminal for whoever reads it.
struct ListingTests {
  private static let start = #"create customers from [{ name: "Ann Lee" }, { name: "Bo" }]"#

  private func shown(_ arguments: [String], columns: Int = 80) async throws -> String {
    let end = try await TerminalPlace.with { place in
      _ = try place.printed("--sandbox-data", "box.sqlite", "-e", Self.start)
      return try TerminalRun(
        ["--sandbox-data", "box.sqlite"] + arguments, columns: columns, in: place.scratch,
        patience: place.shell.patience
      ).end()
    }
    #expect(end.exitCode == 0)
    return end.shown.replacing(/cus_\w+/, with: "cus_1")
  }

  @Test func `a dry run lists what changes`() async throws {
    let shown = try await shown(
      ["--dry-run", "-e", #"update customers where name like "A%" { name: "Anne" }"#])
    #expect(
      shown == """
        update customer cus_1 (Ann Lee)
          name: "Ann Lee" → "Anne"
        dry run: 1 request

        """)
  }

  @Test func `a description fits the terminal`() async throws {
    #expect(
      try await shown(["-e", "describe invoice status"], columns: 40) == """
        status of invoice

        Field
          status  enum · nullable · filterable ·
                  searchable (substring) ·
                  draft, open, paid,
                  uncollectible, void

        Example
          query invoices where status = "draft" limit 10

        """)
  }

  @Test func `rows that are collected are counted`() async throws {
    try await TerminalPlace.with { place in
      _ = try place.printed("--sandbox-data", "box.sqlite", "-e", Self.start)
      let run = try place.run(
        "--sandbox-data", "box.sqlite", "--latency", "600ms", "-e",
        "let all = query customers page size 1; print count(query customers)")
      try run.shown(until: "Collecting: ")
      #expect(try run.end().exitCode == 0)
    }
  }
}
