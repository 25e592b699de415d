using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary><c>--quiet</c> and <c>--verbose</c>, which every command takes.</summary>
internal sealed class VerbosityOptions
{
    private readonly Option<bool> _quiet =
        new("--quiet", "-q") { Description = "Errors and results only: no progress, warnings or summaries", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Tell every stage and when it began", Recursive = true };

    public void AddTo(RootCommand root)
    {
        root.Add(_quiet);
        root.Add(_verbose);
        _verbose.Validators.Add(result =>
        {
            if (!result.Implicit && result.GetResult(_quiet) is { Implicit: false })
                result.AddError("--quiet and --verbose exclude each other");
        });
    }

    public Verbosity Of(ParseResult parse) =>
        parse.GetValue(_quiet) ? Verbosity.Quiet : parse.GetValue(_verbose) ? Verbosity.Verbose : Verbosity.Normal;
}
