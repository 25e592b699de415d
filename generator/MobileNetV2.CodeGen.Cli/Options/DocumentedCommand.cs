using System.CommandLine;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>A command whose help ends with <paramref name="notes"/>: what needs more than a line, and examples.</summary>
internal sealed class DocumentedCommand(string name, string description, string notes) : Command(name, description)
{
    public string Notes { get; } = notes;
}
