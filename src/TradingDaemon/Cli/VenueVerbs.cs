using System.CommandLine;
using System.Text;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Venues;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Cli;

/// <summary><c>venue</c>: looks into the adapters without trading.</summary>
internal sealed class VenueVerbs(ConfigurationOptions options, Surroundings surroundings)
{
    private const string DecodeDescription =
        "Reads what a venue sent and prints what it says, one JSON object a line, with the code that reads it when the daemon trades. A file is one payload, a .jsonl file a " +
        "connection with a frame a line; without files, standard input. E.g. venue decode kraken capture.jsonl; venue decode kraken --endpoint OHLC body.json. Exit code 1 when something cannot be read.";

    private const int BookLevelsUsual = 10;

    private readonly Argument<string> _venue = new("venue") { Description = "Which venue sent it." };
    private readonly Argument<string[]> _files = new("files") { Description = "What it sent.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _endpoint = new("--endpoint") { Description = "Which answer the bodies are, where their shape does not say so; a wrong name lists the right ones.", HelpName = "name" };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Whose data it is, where the payload does not say so, e.g. BTC/USD.", HelpName = "symbol" };
    private readonly Option<int> _bookLevels = new("--book-levels") { Description = "Levels a side of the book after each message; 0 for none.", HelpName = "count", DefaultValueFactory = static _ => BookLevelsUsual };

    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object instead of the table." };

    /// <summary>The verb and what is under it.</summary>
    public Command Build()
    {
        _venue.AcceptOnlyFromAmong([.. VenueDecoder.Venues]);
        var decode = new Command("decode", DecodeDescription) { _venue, _files, _endpoint, _symbol, _bookLevels };
        decode.SetAction(DecodeAsync);
        var list = new Command("list", "What each venue can do.") { _json };
        list.SetAction(List);
        var venue = new Command("venue", "Looks into a venue and its adapter without trading.") { list, decode, new VenueRequestVerb(surroundings).Build() };
        foreach (var verb in new VenueAskVerbs(options, surroundings).Build()) venue.Add(verb);
        return venue;
    }

    private int List(ParseResult result)
    {
        if (result.GetValue(_json)) surroundings.Output.WriteLine(VenueTable.Json(VenueDecoder.Abilities));
        else VenueTable.Write(surroundings.Output, VenueDecoder.Abilities);
        return ExitCode.Done;
    }

    private async Task<int> DecodeAsync(ParseResult result, CancellationToken stopping)
    {
        using var output = new MemoryStream();
        using var decoder = VenueDecoder.Create(result.GetValue(_venue)!, output, Math.Max(0, result.GetValue(_bookLevels)))!;
        var endpoint = result.GetValue(_endpoint);
        if (endpoint is not null && !decoder.Endpoints.Contains(endpoint))
            return await surroundings.RefuseAsync($"there is no endpoint {endpoint}; there are {string.Join(", ", decoder.Endpoints)}", ExitCode.Misused);

        foreach (var source in result.GetValue(_files) is { Length: > 0 } files ? files : ["-"])
        {
            var path = source == "-" ? null : Path.GetFullPath(source, surroundings.CurrentDirectory);
            if (Directory.Exists(path)) return await surroundings.RefuseAsync($"{source} is a directory; name its files", ExitCode.Misused); // the system calls it a lack of rights
            decoder.Begin();
            foreach (var payload in await CapturedPayloads.ReadAsync(path, surroundings.OpenInput, stopping))
            {
                decoder.Read(payload.Span, endpoint, result.GetValue(_symbol));
                await surroundings.Output.WriteAsync(Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length).AsMemory(), stopping);
                output.SetLength(0);
            }
        }

        return decoder.Undecodable == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
