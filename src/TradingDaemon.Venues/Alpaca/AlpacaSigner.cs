using System.Text.Json;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>Proves to Alpaca who asks: the secret itself is sent, with nothing signed and no nonce. Holds the secret, and never shows it.</summary>
internal sealed class AlpacaSigner(VenueCredentials credentials)
{
    /// <summary>The headers of every request, and of a stream's handshake.</summary>
    public WireHeader[] Headers { get; } = [new("APCA-API-KEY-ID", credentials.Key), new("APCA-API-SECRET-KEY", credentials.Secret, IsSecret: true)];

    /// <summary>The same for people to look at: nothing it writes holds the secret.</summary>
    public AlpacaSigner Masked => new(credentials with { Secret = WireHeader.Mask });

    /// <summary>Writes the message that logs in to the account's stream. It holds the secret.</summary>
    public void LogIn(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("action"u8, "authenticate"u8);
        json.WriteStartObject("data"u8);
        json.WriteString("key_id"u8, credentials.Key);
        json.WriteString("secret_key"u8, credentials.Secret);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the message that logs in to a market data stream. It holds the secret.</summary>
    public void LogInToData(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("action"u8, "auth"u8);
        json.WriteString("key"u8, credentials.Key);
        json.WriteString("secret"u8, credentials.Secret);
        json.WriteEndObject();
    }

    /// <summary>The same as MessagePack.</summary>
    public ReadOnlyMemory<byte> LogInPacked() => new MessagePackBody().Map(3).Text("action").Text("auth").Text("key").Text(credentials.Key).Text("secret").Text(credentials.Secret).Bytes;
}
