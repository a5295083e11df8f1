using System.Collections.Immutable;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Emergency;
using TradingDaemon.Emergency;
using TradingDaemon.Engine.Emergency;

namespace TradingDaemon.Translation;

/// <summary>Hands the emergency stop its part of the configuration, in its own words.</summary>
internal static class EmergencyTranslation
{
    private static readonly ImmutableArray<decimal> AllAtOnce = [1m];
    private static readonly ImmutableArray<decimal> InStages = [0.25m, 0.5m, 0.75m, 1m];

    /// <summary>What the emergency stop is told.</summary>
    public static EmergencyOptions ToEmergencyOptions(this DaemonConfig config)
    {
        var (emergency, triggers) = (config.Emergency, config.Emergency.Triggers);
        return new()
        {
            Account = config.AccountCurrency, IsKillSwitchOn = emergency.KillSwitch, SlippageMaxFraction = emergency.SlippageMaxFraction,
            Stages = emergency.Staged ? InStages : AllAtOnce, StageInterval = emergency.StageInterval, OrdersPerMinuteMax = emergency.OrdersPerMinuteMax,
            FillWait = emergency.FillWait, LastResortMarket = emergency.LastResortMarket,
            ReducingResumesAfter = emergency.ReducingResumesAfter > TimeSpan.Zero ? emergency.ReducingResumesAfter : null,
            Triggers = Limits(triggers), Actions = Actions(triggers),
        };
    }

    private static TriggerLimits Limits(TriggersConfig triggers) => new()
    {
        DailyLossFraction = IsOn(triggers.DailyLoss) ? triggers.DailyLossFraction : null,
        FlashCrashFraction = IsOn(triggers.FlashCrash) ? triggers.FlashCrashFraction : null, FlashCrashWindow = triggers.FlashCrashWindow,
        LiquidityScoreMin = IsOn(triggers.Liquidity) ? triggers.LiquidityScoreMin : null,
        CorrelationMax = IsOn(triggers.Correlation) ? triggers.CorrelationMax : null,
        LinkLostMax = IsOn(triggers.LinkLost) ? triggers.LinkLostMax : null,
        HeartbeatMax = IsOn(triggers.DeadMansSwitch) ? triggers.HeartbeatMax : null,
    };

    private static ImmutableDictionary<TriggerKind, TriggerAction> Actions(TriggersConfig triggers) => new Dictionary<TriggerKind, TriggerAction>
    {
        [TriggerKind.DailyLoss] = triggers.DailyLoss, [TriggerKind.FlashCrash] = triggers.FlashCrash, [TriggerKind.Liquidity] = triggers.Liquidity,
        [TriggerKind.Correlation] = triggers.Correlation, [TriggerKind.LinkLost] = triggers.LinkLost, [TriggerKind.DeadMansSwitch] = triggers.DeadMansSwitch,
    }.ToImmutableDictionary();

    private static bool IsOn(TriggerAction action) => action != TriggerAction.Off;
}
