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

    /// <returns>The first file that could not be written; the others would fail for the same reason.</returns>
    public ImmutableArray<Diagnostic> Write()
    {
        for (var i = 0; i < _stages.Count; i++)
        {
            var (name, text) = _stages[i];
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i + 1:D2}-{name}.txt"));
            if (FileWriting.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text))) is { IsEmpty: false } problems)
                return problems;
        }

        return [];
    }
}
