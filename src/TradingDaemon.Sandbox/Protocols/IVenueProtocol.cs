using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Protocols;

/// <summary>
/// How one venue is spoken with. Everything that goes wrong on the wire happens outside of it, to whatever it says. Thread-safe.
/// </summary>
internal interface IVenueProtocol
{
    /// <summary>What one sender may ask in a minute, unless a fault says otherwise.</summary>
    RateLimit Limit { get; }

    /// <summary>Whether all requests from one address count together, whichever key signs them, and if none does; otherwise each key has its own count.</summary>
    bool CountsByAddress => false;

    /// <summary>How often a stream may show that it lives; above zero.</summary>
    TimeSpan BeatEvery { get; }

    /// <summary>Path of the stream that clients open first, such as <c>/v2</c>; null where the venue has none.</summary>
    string? StreamPath { get; }

    /// <summary>What a request asks; null when the venue has no such thing.</summary>
    ApiRoute? Find(ApiRequest request);

    /// <summary>The public name of the key a request says it is of; null when it says none.</summary>
    string? KeyOf(ApiRequest request);

    /// <summary>Canonical symbol and type (market, limit, stop) of the order a request is about, for faults; null where there is none.</summary>
    (string? Symbol, string? OrderType) SubjectOf(ApiRequest request);

    /// <summary>Checks key, signature, nonce, permission and limits of its own as the venue does, in its order.</summary>
    Admission Admit(ApiRequest request, ApiRoute route);

    /// <summary>A "no" as the venue says it. The code is one of <see cref="ApiError"/>'s, or one of the venue's own that a fault asks for.</summary>
    Reply Refuse(ApiError error);

    /// <summary>Writes how much of its limit a sender has used into the headers, where the venue tells that.</summary>
    void TellLimit(in RateVerdict verdict, in RateLimit limit, IHeaderDictionary headers);

    /// <summary>Begins to speak with a client whose stream was opened by a request.</summary>
    IConversation Converse(StreamClient client, ApiRequest opened);
}
