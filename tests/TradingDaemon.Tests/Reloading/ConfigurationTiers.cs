namespace TradingDaemon.Tests.Reloading;

/// <summary>Tier files beside the usual one.</summary>
internal static class ConfigurationTiers
{
    /// <summary>The usual one without its second tier.</summary>
    public const string SniperOnly = """
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
            }
          }
        }
        """;
}
