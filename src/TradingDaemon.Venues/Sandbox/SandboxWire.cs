using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>How the sandbox's messages are read and written, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TimeAnswer))]
[JsonSerializable(typeof(QuoteMessage))]
[JsonSerializable(typeof(OrderRequestBody))]
[JsonSerializable(typeof(OrderMessage))]
[JsonSerializable(typeof(OrdersAnswer))]
[JsonSerializable(typeof(ExecutionsAnswer))]
[JsonSerializable(typeof(BalancesAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(StreamRequest))]
[JsonSerializable(typeof(StreamFrame))]
internal sealed partial class SandboxWire : JsonSerializerContext
{
    /// <summary>A list as it came; throws <see cref="JsonException"/> for one with holes, which no annotation keeps out.</summary>
    public static IReadOnlyList<T> Whole<T>(IReadOnlyList<T> list) => list.Contains(default) ? throw new JsonException("A list has a hole.") : list;
}

internal sealed record TimeAnswer(long ServerTime);

internal sealed record QuoteMessage(string Symbol, string? Bid = null, string? BidSize = null, string? Ask = null, string? AskSize = null, long Time = 0);

internal sealed record OrderRequestBody
{
    public required string ClientOrderId { get; init; }

    public required string Symbol { get; init; }

    public required string Side { get; init; }

    public required string Type { get; init; }

    public required string Quantity { get; init; }

    public string? Price { get; init; }

    public string? TimeInForce { get; init; }

    public bool? PostOnly { get; init; }
}

internal sealed record OrderMessage(
    string VenueOrderId, string Symbol, string Side, string Quantity, string Filled, string Status, long Time, string? ClientOrderId = null, string? Reason = null, string? Price = null);

internal sealed record OrdersAnswer(IReadOnlyList<OrderMessage> Orders)
{
    public IReadOnlyList<OrderMessage> Orders { get; } = SandboxWire.Whole(Orders);
}

internal sealed record ExecutionMessage(
    string ExecutionId, long Sequence, string Symbol, string Side, string Price, string Quantity, string Fee, string FeeCurrency, string Liquidity, long Time, string? ClientOrderId = null, string? Kind = null);

internal sealed record ExecutionsAnswer(IReadOnlyList<ExecutionMessage> Executions)
{
    public IReadOnlyList<ExecutionMessage> Executions { get; } = SandboxWire.Whole(Executions);
}

internal sealed record BalancesAnswer(long ExecutionSequence, IReadOnlyDictionary<string, string> Cash, IReadOnlyDictionary<string, string> Holdings);

internal sealed record ErrorAnswer(ErrorMessage? Error = null);

internal sealed record ErrorMessage(string? Code = null, string? Message = null);

internal sealed record StreamRequest
{
    public required string Op { get; init; }

    public string? Channel { get; init; }

    public IReadOnlyList<string>? Symbols { get; init; }

    public string? Key { get; init; }

    public long? Nonce { get; init; }

    public long? Timestamp { get; init; }

    public string? Signature { get; init; }

    // Frames end up in logs when they should not; this one would carry its signature there.
    public override string ToString() => Op;
}

/// <summary>Any frame of the stream; which fields mean something, the type tells.</summary>
internal sealed record StreamFrame
{
    public string? Type { get; init; }

    public string? Channel { get; init; }

    public IReadOnlyList<string>? Symbols { get; init; }

    public string? Symbol { get; init; }

    public long Sequence { get; init; }

    public string? Bid { get; init; }

    public string? BidSize { get; init; }

    public string? Ask { get; init; }

    public string? AskSize { get; init; }

    public string? Price { get; init; }

    public string? Quantity { get; init; }

    public string? Aggressor { get; init; }

    public bool Snapshot { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Bids { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Asks { get; init; }

    public uint Checksum { get; init; }

    public long Time { get; init; }

    public OrderMessage? Order { get; init; }

    public ExecutionMessage? Execution { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }
}
