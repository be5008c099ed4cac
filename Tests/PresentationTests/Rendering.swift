import JSON
import Presentation

/// What a format makes of rows given as JSON texts, and what it warns of.
func rendered(
  _ format: OutputFormat, _ rows: [String], _ options: OutputOptions = OutputOptions()
) throws -> (text: String, warnings: [String]) {
  let sink = MemorySink()
  var writer = format.writer(into: sink, options: options)
  for row in rows { try writer.write(.raw(RawJSON(parsing: row))) }
  try writer.finish()
  return (sink.text, writer.warnings)
}

/// Text whose lines are ended by a line feed each.
func lines(_ lines: String...) -> String {
  lines.map { $0 + "\n" }.joined()
}
