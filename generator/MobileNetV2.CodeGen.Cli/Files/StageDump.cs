using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary><c>--dump-ir</c>: what each stage made, as <c>01-name.txt</c>, <c>02-name.txt</c> and so on.</summary>
internal sealed class StageDump(string folder) : ICompileObserver
{
    private readonly List<(string Name, string Text)> _stages = [];

    public void AfterStage(string stage, Func<string> describe) => _stages.Add((stage, describe()));

    public ImmutableArray<Diagnostic> Write() =>
    [
        .. _stages.SelectMany((stage, i) => FileWriting.Write(
            Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i + 1:D2}-{stage.Name}.txt")),
            stream => stream.Write(Encoding.UTF8.GetBytes(stage.Text)))),
    ];
}
