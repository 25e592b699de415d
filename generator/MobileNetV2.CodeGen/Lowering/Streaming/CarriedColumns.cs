using System.Collections.Immutable;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Columns of an expansion that a tile leaves to the next in its row.</summary>
/// <param name="Buffer">Where they are meanwhile: those of the first row of a window, then those of the second, and so on.</param>
/// <param name="Columns">How many; the last that the tile has.</param>
/// <param name="RowBytes">Of those of one row.</param>
/// <param name="Ahead">What the first tile of a row computes of them; null when they all are padding there.</param>
/// <param name="CallsAhead">Compute that.</param>
internal sealed record CarriedColumns(
    BufferId Buffer, int Columns, int RowBytes, StreamStage? Ahead, ImmutableArray<KernelCall> CallsAhead);
