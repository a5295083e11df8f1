using System.Text.Json;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>One venue's way of telling a made market, and the way most programs would read it.</summary>
internal interface IMadeVenue
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>A reader of one of its connections.</summary>
    IVenueReader Reader();

    /// <summary>A frame of a quote.</summary>
    string Frame(in MadeQuote quote);

    /// <summary>A frame of a trade.</summary>
    string Frame(in MadeTrade trade);

    /// <summary>A frame of a book, whole or what changed.</summary>
    string Frame(MadeBook book);

    /// <summary>The sum of the same fields of a frame as its reader takes them: symbol and time, prices and sizes; of a book its levels alone.</summary>
    decimal Sum(JsonElement root);
}
