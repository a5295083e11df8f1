using System.Text.Json.Serialization;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Operations.Status;

/// <summary>The status as JSON: camelCase names, decimals as strings, enums as snake_case words. Reads what it writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(DecimalText), typeof(SnakeCaseEnum<EngineState>), typeof(SnakeCaseEnum<EmergencyState>), typeof(SnakeCaseEnum<OrderStatus>), typeof(SnakeCaseEnum<OrderSide>),
        typeof(SnakeCaseEnum<StrategyCondition>), typeof(SnakeCaseEnum<PaperTrialState>), typeof(SnakeCaseEnum<RiskRule>), typeof(SnakeCaseEnum<AlertSeverity>), typeof(SnakeCaseEnum<AllocationMode>), typeof(SnakeCaseEnum<Regime>),
        typeof(SnakeCaseEnum<MarketPhase>)])]
[JsonSerializable(typeof(DaemonStatus))]
public sealed partial class StatusJson : JsonSerializerContext;
