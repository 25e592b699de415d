using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>A table of finished texts, not yet drawn.</summary>
/// <param name="Rows">Each with one text per column.</param>
internal sealed record TextTable(ImmutableArray<TableColumn> Columns, ImmutableArray<ImmutableArray<string>> Rows);

/// <param name="IsRight">Numbers are right-aligned.</param>
internal sealed record TableColumn(string Header, bool IsRight = false)
{
    /// <summary>Where a terminal is too narrow, columns are left out in this order; 0 is always shown.</summary>
    public int LeftOut { get; init; }

    /// <summary>Names without blanks: may be broken anywhere.</summary>
    public bool Folds { get; init; }

    public static TableColumn Left(string header) => new(header);

    public static TableColumn Right(string header) => new(header, IsRight: true);
}
