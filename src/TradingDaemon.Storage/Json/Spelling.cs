using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Storage.Json;

/// <summary><see cref="StorageJson"/> with text left readable: nothing stored is ever pasted into a web page unescaped.</summary>
public static class Spelling
{
    private static readonly StorageJson Json = new(new JsonSerializerOptions(StorageJson.Default.Options) { Encoder = Encoder });

    /// <summary>How characters are escaped.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Of facts.</summary>
    public static JsonTypeInfo<Fact> Fact => Json.Fact;

    /// <summary>Of checkpoints.</summary>
    public static JsonTypeInfo<AccountState> AccountState => Json.AccountState;
}
