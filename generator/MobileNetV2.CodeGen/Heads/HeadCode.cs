using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>The C of a head, beside what all heads have.</summary>
/// <param name="Sources">Files of the runtime that it calls.</param>
/// <param name="Tables">In flash.</param>
/// <param name="Rule">Definitions at file scope: the constant arguments of its function.</param>
/// <param name="Call">Statements that fill <c>answer</c> from <c>output_0</c>, <c>output_1</c>, ...</param>
/// <param name="WorstCase">The most work of one answer, with this network's numbers.</param>
public sealed record HeadCode(
    ImmutableArray<string> Sources,
    ImmutableArray<HeadTable> Tables,
    ImmutableArray<string> Rule,
    ImmutableArray<string> Call,
    string WorstCase)
{
    /// <summary>Definitions of memory that is written.</summary>
    public ImmutableArray<string> State { get; init; } = [];

    /// <summary>Of that memory.</summary>
    public int StateBytes { get; init; }

    /// <summary>Statements that make the next answer the first; empty when nothing is kept.</summary>
    public ImmutableArray<string> Reset { get; init; } = [];

    /// <summary>Rows of a class map go to the caller: <c>on_row</c> and <c>on_row_context</c> are there.</summary>
    public bool HasRows { get; init; }

    /// <summary>More macros of the header, without the model's prefix.</summary>
    public ImmutableArray<(string Name, int Value)> Macros { get; init; } = [];

    /// <summary>More functions of the header.</summary>
    public ImmutableArray<HeadFunction> Functions { get; init; } = [];

    /// <summary>Lines for whoever reads the header: what was measured.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Sources that are not part of the runtime: file name and text.</summary>
    public ImmutableArray<(string FileName, string Text)> OwnSources { get; init; } = [];
}
