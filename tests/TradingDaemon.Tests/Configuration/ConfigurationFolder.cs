using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Tests.Configuration;

/// <summary>A directory of its own with a small, sound configuration; gone when disposed.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public const string AppSettings = """
        {
          // comments are welcome
          "accountCurrency": "USD",
          "instruments": {
            "BTC/USD": { "assetClass": "crypto", "base": "BTC", "quote": "USD", "tickSize": 0.01, "lotSize": 0.00001, "minNotional": 10, "simulation": { "startPrice": 60000 } },
            "AAPL": { "assetClass": "equity", "base": "AAPL", "quote": "USD", "tickSize": 0.01, "lotSize": 1, "shortable": true }
          },
          "venue": { "startingCash": { "USD": 10000 } },
        }
        """;

    public const string Tiers = """
        {
          "tiers": {
            "sniper": {
              "equityMinAccount": 500, "demotionFraction": 0.9,
              "limits": { "orderNotionalMaxAccount": 500, "dailyLossMaxFraction": 0.05 },
              "strategies": {
                "ma-fast": {
                  "kind": "moving-average-crossover", "symbols": ["*"], "assetClasses": ["crypto", "equity"],
                  "barInterval": "00:00:01", "parameters": { "fast": "5", "slow": 20 }, "sizeFraction": 0.1
                }
              }
            },
            "hunter": {
              "equityMinAccount": 2000,
              "strategies": { "reversion": { "kind": "mean-reversion", "symbols": ["BTC/USD", "AAPL"], "disabledSymbols": ["AAPL"] } }
            }
          }
        }
        """;

    public ConfigurationFolder(string appSettings = AppSettings, string? tiers = Tiers)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("configuration-").FullName;
        Write("appsettings.json", appSettings);
        if (tiers is not null) Write("config/tiers/tiers.json", tiers);
    }

    public string Directory { get; }

    public string Write(string name, string text)
    {
        var file = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public ConfigurationInputs Inputs(params string[] assignments) => new()
    {
        CurrentDirectory = Directory,
        ExecutableDirectory = Path.Combine(Directory, "bin"),
        Assignments = assignments,
    };

    public ConfigurationReport Load(params string[] assignments) => ConfigurationLoad.Load(Inputs(assignments));

    public ConfigurationReport LoadWith(params (string Name, string Value)[] environment) =>
        ConfigurationLoad.Load(Inputs() with { Environment = environment.ToDictionary(static pair => pair.Name, static pair => pair.Value) });

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
