using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingDaemon.Sandbox.Faults;

/// <summary>A seed and the faults it decides.</summary>
public sealed record FaultScript
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // a misspelled fault must not pass for none
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Decides who is struck; the same seed, script and order of requests give the same faults.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What goes wrong. Where several of a kind concern one occasion, the first that strikes does.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Reads <c>{"seed": 7, "faults": [{"kind": "ackDelay", "ms": 50}]}</c>. Throws <see cref="InvalidDataException"/> with a sentence when it is not one.</summary>
    public static FaultScript Parse(string json) => Read<FaultScript>(json);

    /// <summary>Reads one fault, or a script whose seed does not matter. Throws <see cref="InvalidDataException"/> with a sentence when it is neither.</summary>
    internal static IReadOnlyList<Fault> ParseFaults(string json) => json.Contains("\"faults\"", StringComparison.Ordinal) ? Read<FaultScript>(json).Faults : [Read<Fault>(json)];

    internal static string Write<T>(T what) => JsonSerializer.Serialize(what, Json);

    private static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json) ?? throw new InvalidDataException("The faults are empty.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The faults cannot be read: {fault.Message}", fault);
        }
    }
}
