using System.Text.Json.Nodes;
using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Tests.Configuration;

/// <summary>Every key of a full configuration, misspelled once, and once with a space: a key that is silently ignored is a limit that is not in force.</summary>
[TestFixture]
internal sealed class KeyMutationTests
{
    private static readonly string[] FixedKeysOnly = ["tiers", "instruments", "sectors", "positionMaxBase", "venue", "feed", "routing", "signals", "tilt", "gatekeeper", "regimes", "tradingDay", "storage", "reconciliation", "recovery", "switches", "reload", "shutdown", "emergency", "operations", "alerts", "validation", "evaluation", "agents"];

    // Names the user chooses; a typo there makes another name, which other rules catch where anything refers to it.
    private static readonly string[] UserNames = ["BTC/USD", "BTC/USDT", "bitcoin", "AAPL", "USD", "USDT/USD", "sniper", "hunter", "ma-fast", "ma-sized", "ma-worth", "ma-calm", "ma-sure", "fast", "layer-1", "coins", "broker", "tape", "ring", "desk", "confidence", "spreadFraction", "winRate", "quant", "fed"];

    private const string Full = """
        {
          "mode": "paper", "accountCurrency": "USD", "uid": "u", "tenant": "t",
          "instruments": {
            "BTC/USD": { "assetClass": "crypto", "base": "BTC", "quote": "USD", "tickSize": 0.01, "lotSize": 0.00001, "minNotional": 10, "notionalMax": 1000000, "quantityMin": 0.0001, "quantityMax": 100, "shortMaxBase": 10, "positionMaxBase": 20, "hours": "always", "holidays": ["2026-12-25"], "earlyCloses": ["2026-11-27 13:00"], "multiplier": 1, "shortable": true, "tradable": true,
                         "venue": "simulated", "feed": "coins", "venueSymbol": "BTCUSD", "sector": "layer-1", "simulation": { "startPrice": 60000, "annualVolatility": 0.5, "spreadBps": 2, "quotesPerSecond": 5 } },
            "BTC/USDT": { "base": "BTC", "quote": "USDT", "tickSize": 0.01, "lotSize": 0.00001 },
            "AAPL": { "assetClass": "equity", "base": "AAPL", "quote": "USD", "tickSize": 0.01, "lotSize": 1 }
          },
          "sectors": { "layer-1": ["ETH"] }, "positionMaxBase": { "equity": 1000, "forex": 100000, "crypto": 50, "option": 100 },
          "feed": { "kind": "simulated", "speed": "1", "seed": 1, "correlation": 0.5, "gapProbability": 0, "gapSize": 0.01, "files": [], "strict": false, "watch": { "quietMax": "00:00:10", "confirmMax": "00:00:05", "books": false } },
          "venues": { "coins": { "kind": "sandbox", "mode": "paper", "url": "http://127.0.0.1:9090", "absenceProvenAfter": "00:00:10", "weightPerMinute": 1200,
            "pricesInterval": "00:00:10", "fallbackInterval": "00:01:00", "accountInterval": "00:00:30", "rulesInterval": "00:15:00" },
            "broker": { "kind": "alpaca", "equityFeed": "sip", "optionFeed": "opra", "seriesInterval": "00:05:00" } },
          "venue": { "startingCash": { "USD": 1000 }, "latencyMin": "00:00:00.001", "latencyMax": "00:00:00.002", "seed": 2, "slippageModel": "impact", "impactFactor": 0.001,
                     "fees": { "equity": { "makerFraction": 0, "takerFraction": 0 }, "forex": { "makerFraction": 0 }, "crypto": { "takerFraction": 0.001 }, "option": { "makerFraction": 0 } },
                     "defaultDepthNotional": 1000, "ledgerFsync": true },
          "validation": { "skewMax": "00:00:01", "ageMax": "00:00:30", "outlierMaxFraction": 0.2, "outlierConfirmations": 3, "quoteTtl": "00:00:05" },
          "evaluation": { "shards": 1, "stallMax": "00:00:01", "restartsMax": 3, "restartWindow": "00:05:00", "restartBackoff": "00:00:01", "restartBackoffMax": "00:01:00" },
          "execution": { "retryFirst": "00:00:00.100", "retryMax": "00:00:30", "attemptMax": "00:00:10", "unclearMax": "00:00:30", "fillsInterval": "00:00:05", "silenceMax": "00:00:05", "statementInterval": "00:00:30", "comparisonAgeMax": "00:01:00", "paperFallback": false },
          "routing": { "venues": { "equity": "simulated", "forex": "coins", "crypto": "coins", "option": "coins", "any": "coins" }, "feeds": { "equity": "simulated" }, "spreadGateEnabled": true, "smartEnabled": true, "sameAs": { "bitcoin": ["BTC/USD", "BTC/USDT"] }, "fees": { "coins": { "makerFraction": 0.001, "takerFraction": 0.002 } }, "waitingEntriesMax": 8, "spreadMaxFraction": { "equity": 0.001, "forex": 0.0005, "crypto": 0.002, "option": 0.005 } },
          "tiers": {
            "sniper": {
              "equityMinAccount": 500, "demotionFraction": 0.9, "demotionDrawdownFraction": 0.2, "promotion": { "tradesMin": 100, "winFractionMin": 0.45, "daysMin": 30, "drawdownMaxFraction": 0.25, "tiltMeasuresMax": 2 },
              "paper": { "hours": 24, "hoursMax": 72, "trades": 20, "successShare": 0.7, "profitableShare": 0.55, "pause": "12:00:00" },
              "adjustment": { "phase": "12:00:00", "first": 0.25, "second": 0.4, "third": 0.6, "fourth": 0.8, "period": "2.00:00:00", "newStrategies": 0.25, "existingStrategies": 0.75 },
              "watch": { "first": 3, "second": 2.5, "third": 2, "fourth": 1.5, "near": 1.5, "nearer": 2, "nearest": 3, "level1Min": 3, "level2Min": 5, "level3Min": 7 },
              "regimes": { "volatileSize": 0.5, "volatileStop": 1.5, "volatilePositions": 0.7, "quietSize": 1.2, "quietStop": 0.8, "quietPositions": 0.8, "crashSize": 0.25, "bearSize": 0.5, "recoverySize": 0.8, "bullSize": 1.1, "panicOut": true, "deadOut": true },
              "recovery": { "drawdownFraction": 0.1, "sizeFraction": 0.5, "losingDays": 2 }, "allocation": { "method": "custom", "weights": { "ma-calm": 2 }, "fractionMin": 0.05, "fractionMax": 0.4, "reserveFraction": 0.1, "tradesMin": 20, "rebalanceEvery": "1.00:00:00", "driftFraction": 0.05, "mode": "normal", "aggressiveFactor": 1.25, "conservativeFactor": 0.75, "defensiveFactor": 0.5, "defensiveLossFraction": 0.1, "emergencyLossFraction": 0.15 }, "kelly": { "multiplier": 0.25, "tradesMin": 20, "days": 30, "fractionMin": 0.02, "fractionMax": 0.05 },
              "limits": { "orderNotionalMaxAccount": 100, "positionMaxFraction": 0.2, "positionNotionalMaxAccount": 200, "positionsMax": 3, "strategyExposureMaxFraction": 0.3, "dailyLossMaxFraction": 0.05, "quoteAgeMax": "00:00:02", "markAgeMax": "00:10:00", "ordersInFlightMax": 8,
                          "dailyLossReducingFraction": 0.15, "strategyOrdersPerSecondMax": 5, "accountOrdersPerSecondMax": 9, "rejectsInARowMax": 2, "rejectPause": "00:00:30", "optionTradeDeltaMax": 500, "optionTradeGammaMax": 50, "optionDeltaMax": 2000, "optionGammaMax": 200, "optionGreeksAgeMax": "00:05:00",
                          "volatilityIndexSymbol": "AAPL", "volatilityIndexMax": 30, "volatilityIndexAgeMax": "00:02:00", "dailyEntriesMax": 50, "dailyCapitalMaxFraction": 2, "venueOrdersPerSecondMax": 8, "strategyCancelsPerMinuteMax": 30, "venueCancelsPerMinuteMax": 60, "dailyLossMaxAccount": 300, "optionDailyLossMaxFraction": 0.02, "optionDailyLossMaxAccount": 100, "drawdownMaxFraction": 0.15, "drawdownThrottlePerMinute": 0.001, "drawdownPausePerMinute": 0.0025,
                          "drawdownWindow": "00:10:00", "drawdownFloorFraction": 0.005, "drawdownThrottleInterval": "00:02:00", "drawdownPause": "00:30:00", "grossExposureMaxFraction": 2, "netExposureMaxFraction": 1, "concentrationMaxFraction": 0.3, "correlatedExposureMaxFraction": 0.6,
                          "leverageMax": 2, "priceCollarFraction": 0.05, "openRiskTradeMaxFraction": 0.02, "openRiskTotalMaxFraction": 0.05, "rewardRiskMin": 2 },
              "strategies": {
                "ma-fast": { "kind": "k", "symbols": ["BTC/USD"], "disabledSymbols": ["AAPL"], "assetClasses": ["crypto"], "enabled": true, "barInterval": "00:00:01", "lookBackBars": 0, "parameters": { "fast": "5" },
                             "slippageMaxFraction": 0.001, "sizeFraction": 0.05, "exposureMaxFraction": 0.3, "positionsMax": 2, "capitalMinAccount": 100, "dependsOn": ["ma-sized"], "dailyEntriesMax": 20, "dailyCapitalMaxFraction": 1, "priority": 60, "orderStyle": "market", "urgency": "low", "orderAgeMax": "00:00:30", "allowShort": false, "signalLifetime": "00:00:05",
                             "alwaysMeasured": true, "measureInterval": "00:01:00", "measurePeriod": 14, "sizing": { "method": "risk", "onCap": "shrink", "riskFraction": 0.01, "kellyMultiplier": 0.25, "kellyTradesMin": 20, "fractionMin": 0, "fractionMax": 0.15 },
                             "protection": { "stopFraction": 0.02, "targetFraction": 0.04, "trailAtr": 1.5, "trailAfterFraction": 0.01 },
                             "execution": { "algorithm": "vwap", "horizon": "00:10:00", "extensionMax": "00:01:00", "slices": 10, "jitterFraction": 0.2, "volumeProfile": [1, 2, 3], "participationMaxFraction": 0.1, "whenVolumeUnknown": "ignore", "childNotionalMaxAccount": 50, "capFraction": 0.005 } },
                "ma-sized": { "kind": "k", "symbols": ["BTC/USD"], "sizing": { "method": "fixed", "quantityBase": 0.1 }, "protection": { "stopAtr": 2, "targetAtr": 4, "trailFraction": 0.02 }, "execution": { "algorithm": "iceberg", "displayQuantityBase": 0.01, "displayJitterFraction": 0.2, "capFraction": 0.005, "pause": "00:00:05", "delayMin": "00:00:01", "delayMax": "00:00:05", "failedSlicesMax": 3, "shortfallMaxFraction": 0.005 } },
                "ma-worth": { "kind": "k", "symbols": ["BTC/USD"], "sizing": { "method": "fixed", "notionalAccount": 50 }, "execution": { "algorithm": "twap", "volumeDays": 5, "directMaxAccount": 40, "volumeWeightFraction": 0.2, "childNotionalMinAccount": 20, "participationMaxFraction": 0.1, "volumeAnomalyRatio": 3 } },
                "fed": { "kind": "external", "symbols": ["BTC/USD"], "execution": { "algorithm": "iceberg", "displaySlicesMin": 3, "displaySlicesMax": 10, "displayDepthFraction": 0.02, "capFraction": 0.005 } },
                "ma-calm": { "kind": "k", "symbols": ["BTC/USD"], "sizing": { "method": "volatility", "volatilityTarget": 0.1 } },
                "ma-sure": { "kind": "k", "symbols": ["BTC/USD"], "sizing": { "method": "kelly", "kellyDrawdownFraction": 0.2, "kellyStreakWins": 4, "kellyByVolatility": true, "kellyErrors": 1.96, "kellyDays": 30 } }
              }
            }
          },
          "signals": { "conflictWindow": "00:00:01", "conflicts": "net", "consensusFraction": 0.66, "waitingMax": 100, "perMinuteMax": 20, "burstMax": 5, "burstWindow": "00:00:10" },
          "tilt": { "enabled": true, "window": "00:30:00", "repeatAfter": "00:01:00", "level1Min": 2, "level2Min": 4, "level3Min": 6, "lossStreak": 3, "sizeGrowth": 1.5,
                    "reentryWithin": "00:01:00", "reactionBelow": "00:00:02", "rapidEntries": 3, "rapidWithin": "00:02:00", "burstEntries": 5, "burstWithin": "00:02:00", "paceRatio": 1.5, "entriesMin": 5,
                    "cancelWindow": "00:15:00", "cancelShareMax": 0.5, "earlyCancelShareMax": 0.4, "earlyCancelAge": "00:00:05", "sizeVariationEntries": 10, "sizeVariationMax": 0.3, "baselineAge": "30.00:00:00", "baselineSamplesMin": 100,
                    "baselineRanges": 1.5, "hourShareMin": 0.02, "lowPaceRatio": 0.2, "inactivityMax": "00:30:00", "noticeFor": "00:05:00", "smallerFactor": 0.5, "smallerFor": "00:15:00", "lockFor": "00:30:00", "lockGrowth": 1.5, "lockMax": "7.00:00:00", "recovers": true, "recoversFromLevel": 1,
                    "noticeLockFor": "00:05:00", "smallerLockFor": "00:30:00", "lockRunAge": "30.00:00:00", "noticeDebtFraction": 0.1, "smallerDebtFraction": 0.25, "lockDebtFraction": 0.5, "debtMin": 0.01, "debtAge": "1.00:00:00",
                    "stage1": { "sizeFactor": 0.25, "winsMin": 3, "profitFactor": 1.5, "debtFraction": 0.25, "journalWordsMin": 100 }, "stage2": { "sizeFactor": 0.5 }, "stage3": { "sizeFactor": 0.75 },
                    "breakAfterLosses": false, "breakLosses": 3, "breakFor": "00:30:00" },
          "gatekeeper": { "mode": "shadow", "threshold": 0.55, "regression": { "version": "2026-11", "bias": 0.2, "checksum": "5c31c8ebafbd4c11ab799b6fe2f03b04333a2c5ef0d62455ea6ed5fbddc0a830",
            "features": { "confidence": { "mean": 0.6, "scale": 0.15, "weight": 0.8 }, "spreadFraction": { "mean": 0.0005, "scale": 0.0004, "weight": -0.6 }, "winRate": { "mean": 0.5, "scale": 0.1, "weight": 0.4 } } } },
          "regimes": { "enabled": true, "interval": "00:05:00", "bars": 100, "panicPercentile": 0.9, "panicVolumeScore": 3, "panicCorrelation": 0.8, "volatilePercentile": 0.75, "quietPercentile": 0.25, "deadPercentile": 0.05, "deadVolumeShare": 0.2, "hysteresis": 0.1,
            "index": ["BTC/USD"], "window": "1.00:00:00", "crashFraction": 0.15, "bearFraction": 0.1, "bullFraction": 0.1, "recoveryFraction": 0.05 },
          "tradingDay": { "timeZone": "Europe/Berlin", "start": "17:00:00" },
          "currencyParity": { "USDT/USD": 1 },
          "storage": { "directory": "data", "checkpointInterval": "00:01:00", "checkpointsKept": 3, "seriesRetention": "30.00:00:00" },
          "reconciliation": { "orders": "adopt", "cash": "adopt", "positions": "flag", "cashTolerance": 1, "positionTolerance": 0.1 },
          "switches": { "disabledStrategies": ["ma-fast"], "disabledSymbols": ["AAPL"] },
          "reload": { "watch": true, "interval": "00:00:02", "settle": "00:00:02", "every": "01:00:00", "looser": "tell" },
          "recovery": { "clearFault": false, "enableStrategies": ["ma-fast"], "movedSymbols": ["BTC/USD"] },
          "shutdown": { "policy": "flatten", "grace": "00:00:10" },
          "emergency": {
            "killSwitch": false, "slippageMaxFraction": 0.02, "staged": true, "stageInterval": "00:00:05", "ordersPerMinuteMax": 60, "fillWait": "00:00:30", "lastResortMarket": true, "reducingResumesAfter": "00:00:00",
            "triggers": {
              "dailyLoss": "reduce", "dailyLossFraction": 0.15, "flashCrash": "reduce", "flashCrashFraction": 0.1, "flashCrashWindow": "00:01:00", "liquidity": "off", "liquidityScoreMin": 0.2,
              "correlation": "off", "correlationMax": 0.8, "linkLost": "off", "linkLostMax": "00:01:00", "deadMansSwitch": "off", "heartbeatMax": "00:05:00"
            }
          },
          "operations": { "urls": "http://127.0.0.1:8080", "apiKey": "0123456789abcdef", "logFormat": "json", "logLevel": "warning", "summaryInterval": "00:00:10" },
          "agents": { "quant": { "strategies": ["fed"], "symbols": ["BTC/USD"], "perMinuteMax": 30, "ageMax": "00:00:10" } },
          "alerts": {
            "logSeverityMin": "info", "repeatAfter": "00:30:00", "escalation": { "after": "00:15:00", "timesMax": 3, "severityMin": "warning" }, "flushMax": "00:00:05",
            "channels": {
              "tape": { "kind": "file", "severityMin": "info", "tellEnds": true, "perMinuteMax": 100, "perDayMax": 1000, "timeout": "00:00:05", "retryFor": "00:10:00", "path": "alerts.jsonl", "fileBytesMax": 1000000 },
              "ring": { "kind": "telegram", "chat": "-100123" },
              "desk": { "kind": "mail", "host": "mail.example.org", "port": 587, "security": "startTls", "user": "daemon", "from": "daemon@example.org", "to": ["ops@example.org"] }
            }
          }
        }
        """;

    [Test]
    public void Load_TheFullConfiguration_IsSound()
    {
        using var folder = new ConfigurationFolder(Full, tiers: null);
        Assert.That(folder.Load().Faults, Is.Empty);
    }

    [Test]
    public void TheFullConfiguration_HasEveryKeyOfTheSchema()
    {
        var present = Paths(JsonNode.Parse(Full)!.AsObject(), "").Select(static path => path.Split('|')[^1]).ToHashSet();
        var schema = ConfigurationSchema.Leaves(ConfigurationLoad.Schema)
            .SelectMany(static leaf => leaf.Path.Split(':')).Where(static segment => !segment.StartsWith('<'));
        Assert.That(schema.Distinct().Except(present), Is.Empty);
    }

    [Test]
    public void Load_AnyKeyWithASpaceOrTypo_IsRefusedWithTheNameItMeant()
    {
        var (keys, mutations) = (0, 0);
        foreach (var path in Paths(JsonNode.Parse(Full)!.AsObject(), ""))
        {
            var name = path.Split('|')[^1];
            if (UserNames.Contains(name)) continue;
            keys++;
            string[] spaced = [name + " ", " " + name, name + "\t"];
            string[] mistyped = [name + "x", name[1..], name[..^1], name.Insert(1, name.Substring(1, 1))];
            foreach (var mutant in new[] { spaced[keys % spaced.Length], mistyped[keys % mistyped.Length] })
            {
                if (mutant == "venue" && path == "venues") continue; // another key, which what stands below does not fit
                mutations++;
                using var folder = new ConfigurationFolder(Renamed(path, mutant), tiers: null);
                var report = Load(folder);
                var fault = report.Faults.FirstOrDefault(fault => fault.Path.EndsWith(mutant, StringComparison.Ordinal) && fault.Source == "appsettings.json");
                Assert.That(fault, Is.Not.Null, $"{path} as \"{mutant}\" was not refused.");
                Assert.That(report.Config, Is.Null);
                if (mutant.Trim() == name) Assert.That(fault!.Message, Does.Contain($"did you mean \"{name}\"?").And.Contain("with a space"), path);
            }
        }

        Assert.That(mutations, Is.GreaterThan(500));
    }

    [Test]
    public void Load_AnyUserNameWithASpace_IsRefused()
    {
        foreach (var path in Paths(JsonNode.Parse(Full)!.AsObject(), "").Where(static path => UserNames.Contains(path.Split('|')[^1])))
            foreach (var mutant in new[] { path.Split('|')[^1] + " ", " " + path.Split('|')[^1] })
            {
                using var folder = new ConfigurationFolder(Renamed(path, mutant), tiers: null);
                Assert.That(Load(folder).Faults.Any(fault => fault.Path.EndsWith(mutant, StringComparison.Ordinal)), Is.True, $"{path} as \"{mutant}\" was not refused.");
            }
    }

    [TestCase("BTC/USD", "BTC/UDS"), TestCase("BTC/USD", "btc/usd"), TestCase("AAPL", "APPL"), TestCase("USD", "USDX"), TestCase("ma-fast", "MA-fast"), TestCase("sniper", "Sniper")]
    public void Load_AMisspelledNameThatMustAgreeWithSomething_IsRefused(string name, string mutant)
    {
        var path = Paths(JsonNode.Parse(Full)!.AsObject(), "").Single(path => path.Split('|')[^1] == name);
        using var folder = new ConfigurationFolder(Renamed(path, mutant), tiers: null);
        Assert.That(folder.Load().Faults, Is.Not.Empty);
    }

    [Test]
    public void Load_AnyKeyInAnotherCase_IsReadAndSaidSo()
    {
        foreach (var path in Paths(JsonNode.Parse(Full)!.AsObject(), ""))
        {
            var name = path.Split('|')[^1];
            if (UserNames.Contains(name)) continue;
            using var folder = new ConfigurationFolder(Renamed(path, name.ToUpperInvariant()), tiers: null);
            var report = Load(folder);
            Assert.That(report.Faults, Is.Empty, path);
            Assert.That(report.Notes, Has.Some.Contains($"{name}\"").And.Some.Contains(name.ToUpperInvariant()), path);
        }
    }

    [TestCaseSource(nameof(FixedKeysOnly))]
    public void Load_AMisspelledKeyBesideTheRightOne_IsStillRefused(string section)
    {
        using var folder = new ConfigurationFolder(Full, tiers: null);
        var report = folder.Load($"{section}z=1");
        Assert.That(report.Faults.Single().Message, Does.Contain($"did you mean \"{section}\"?"));
        Assert.That(report.Faults.Single().Source, Is.EqualTo("--set"));
    }

    private static ConfigurationReport Load(ConfigurationFolder folder) => ConfigurationLoad.Load(folder.Inputs() with { ProbesDisk = false });

    private static IEnumerable<string> Paths(JsonObject node, string prefix)
    {
        foreach (var (name, child) in node)
        {
            var path = prefix.Length == 0 ? name : $"{prefix}|{name}";
            yield return path;
            if (child is not JsonObject inner) continue;
            foreach (var below in Paths(inner, path)) yield return below;
        }
    }

    private static string Renamed(string path, string mutant)
    {
        var root = JsonNode.Parse(Full)!.AsObject();
        var parent = path.Split('|')[..^1].Aggregate(root, static (node, name) => node[name]!.AsObject());
        var name = path.Split('|')[^1];
        var value = parent[name];
        parent.Remove(name);
        parent[mutant] = value;
        return root.ToJsonString();
    }
}
