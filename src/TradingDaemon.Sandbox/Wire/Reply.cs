namespace TradingDaemon.Sandbox.Wire;

/// <summary>An answer ready to be sent.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON in UTF-8.</param>
internal sealed record Reply(int Status, byte[] Body)
{
    /// <summary>A refusal.</summary>
    public static Reply Of(ApiError error) => new(error.Status, JsonBytes.Of(error, static (json, error) =>
    {
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }));

    /// <summary>A refusal.</summary>
    public static Reply Of(string code, string message) => Of(new ApiError(code, message));

    /// <summary>Done, with an object.</summary>
    public static Reply Of<T>(T state, Action<System.Text.Json.Utf8JsonWriter, T> write) => new(200, JsonBytes.Of(state, write));
}
