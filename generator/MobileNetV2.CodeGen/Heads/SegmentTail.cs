using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>How scores become those of the class map: positions in both directions.</summary>
/// <param name="Middle">As <see cref="ResizeBilinearDefinition.UInt8Middle"/>, or 0.</param>
internal sealed record SegmentTail(LinearAxis Rows, LinearAxis Columns, int Middle);
