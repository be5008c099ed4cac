import Diagnostics
import JSON

/// The rows of a file as one value.
package enum FileRows {
  /// Returns all rows of a file.
  /// - Parameter path: a `.csv`, `.ndjson` or `.json` file, relative to the working directory.
  /// - Throws: `Failure` if the file or one of its rows cannot be read.
  package static func all(
    of path: String, in files: InputFiles, at place: Place
  ) throws(Failure) -> [JSONValue] {
    let reader = try RowReader.open(path, in: files, at: place)
    var rows: [JSONValue] = []
    while let row = try reader.next() { rows.append(try row.get()) }
    return rows
  }
}
