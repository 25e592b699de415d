using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>What a stage of a stream computes again for the rows of its window: static C functions, called row by row.</summary>
/// <param name="Functions">What computes pixels of a row; what computes those that only the first tile of a row needs, if there are
/// such.</param>
/// <param name="Columns">Locals: which columns are computed.</param>
/// <param name="Row">A local pointer to where a row is put.</param>
/// <param name="Carried">What is kept from tile to tile, or null.</param>
/// <param name="Call">Computes pixels of a row.</param>
/// <param name="Begin">The column that is at the begin of the row.</param>
/// <param name="PixelBytes">Of a row's pixels.</param>
internal sealed record ExpansionView(
    ImmutableArray<ExpansionFunctionView> Functions,
    ImmutableArray<string> Columns,
    string Row,
    CarriedColumnsView? Carried,
    CallView Call,
    string Begin,
    int PixelBytes);

/// <summary>A function that expands some pixels.</summary>
/// <param name="Title">For people: operator, source name and output shape.</param>
/// <param name="Note">For people: how much of it, and what that costs.</param>
internal sealed record ExpansionFunctionView(
    string Name, string Title, string Note, ImmutableArray<StructView> Structs, ImmutableArray<CallView> Calls);

/// <summary>Columns that a tile leaves to the next.</summary>
/// <param name="Place">A local pointer to where those of a row are kept.</param>
/// <param name="Take">Copies them to the row.</param>
/// <param name="CallAhead">What the first tile of a row calls instead, or null.</param>
/// <param name="Leave">Copies the last columns of the row there.</param>
internal sealed record CarriedColumnsView(string Place, string Take, CallView? CallAhead, string Leave);
