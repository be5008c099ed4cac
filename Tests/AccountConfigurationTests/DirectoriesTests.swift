import Testing

@testable import AccountConfiguration

@Suite("Directories")
struct DirectoriesTests {
  @Test("without XDG variables files stand below the home")
  func home() {
    let directories = Directories(environment: ["HOME": "/home/ann/"])
    #expect(directories.configurationFile == "/home/ann/.config/pinstripe/config.toml")
    #expect(directories.stripeCLIFile == "/home/ann/.config/stripe/config.toml")
    #expect(directories.historyFile == "/home/ann/.local/state/pinstripe/history")
    #expect(directories.sandboxFile == "/home/ann/.local/share/pinstripe/sandbox.sqlite")
    #expect(
      Directories(environment: ["HOME": "/"]).historyFile == "/.local/state/pinstripe/history")
  }

  @Test("the XDG variables come before it, where they are absolute")
  func variables() {
    let directories = Directories(environment: [
      "HOME": "/home/ann", "XDG_CONFIG_HOME": "/c/", "XDG_STATE_HOME": "/s",
      "XDG_DATA_HOME": "relative",
    ])
    #expect(directories.configurationFile == "/c/pinstripe/config.toml")
    #expect(directories.stripeCLIFile == "/c/stripe/config.toml")
    #expect(directories.historyFile == "/s/pinstripe/history")
    #expect(directories.sandboxFile == "/home/ann/.local/share/pinstripe/sandbox.sqlite")
    #expect(directories.dataFile("eu.sqlite") == "/home/ann/.local/share/pinstripe/eu.sqlite")
    #expect(directories.dataFile("/elsewhere/eu.sqlite") == "/elsewhere/eu.sqlite")
  }

  @Test("without any of them there is no place")
  func nowhere() {
    let directories = Directories(environment: ["XDG_CONFIG_HOME": "", "HOME": "ann"])
    #expect(directories.configurationFile == nil)
    #expect(directories.historyFile == nil)
    #expect(directories.dataFile("a") == nil)
    #expect(directories.dataFile("/a") == "/a")
  }
}
