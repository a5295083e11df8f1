using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TradingDaemon.Operations.Web;

/// <summary>Bodies of requests and answers that are JSON and no cache may keep.</summary>
public static class JsonBody
{
    /// <summary>The request's body; null when it is not what is asked for.</summary>
    internal static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is JsonException or BadHttpRequestException)
        {
            return null; // answered by the caller, who knows the route
        }
    }

    /// <summary>Answers.</summary>
    internal static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type) => WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(body, type));

    /// <summary>Answers with what is JSON already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="json">Its body.</param>
    public static Task WriteTextAsync(HttpContext context, int status, string json)
    {
        ArgumentNullException.ThrowIfNull(context);
        return WriteAsync(context, status, Encoding.UTF8.GetBytes(json));
    }

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
