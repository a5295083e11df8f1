using System.Text.Json;

namespace TradingDaemon.Replay;

/// <summary>Enum values as metrics and JSON spell them.</summary>
internal static class Labels
{
    /// <summary>snake_case of the value's name.</summary>
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
