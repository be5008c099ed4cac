import Foundation

/// A home and a working directory that nobody used before, and the environment that points there.
struct ScratchPlace {
  let root: URL
  let home: URL
  let workingDirectory: URL
  let environment: [String: String]

  init(binary: URL) throws {
    let files = FileManager.default
    root = files.temporaryDirectory.appending(path: "pinstripe-transcript-\(UUID().uuidString)")
    workingDirectory = root.appending(path: "work")
    home = root.appending(path: "home")
    let programs = root.appending(path: "bin")
    for directory in [workingDirectory, home, programs] {
      try files.createDirectory(at: directory, withIntermediateDirectories: true)
    }
    try files.createSymbolicLink(
      at: programs.appending(path: "pinstripe"), withDestinationURL: binary)
    // Nobody watches a test: what a person at a terminal gets without a key has to be asked for.
    let configuration = home.appending(path: ".config/pinstripe")
    try files.createDirectory(at: configuration, withIntermediateDirectories: true)
    try Data("default_profile = \"sandbox\"\n".utf8)
      .write(to: configuration.appending(path: "config.toml"))
    environment = [
      "HOME": home.path,
      "LANG": "C.UTF-8",
      "PATH": "\(programs.path):/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
      "TERM": "dumb",
      "TMPDIR": root.path,
      "TZ": "UTC",
    ]
  }

  func remove() { try? FileManager.default.removeItem(at: root) }
}
