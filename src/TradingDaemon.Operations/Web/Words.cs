using System.Text.Json;

namespace TradingDaemon.Operations.Web;

/// <summary>Enum values as the words operators read, e.g. <c>partially_filled</c>.</summary>
internal static class Words
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
