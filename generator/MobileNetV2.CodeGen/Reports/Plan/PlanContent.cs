using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>A tensor in a buffer.</summary>
/// <param name="Tensor">Its id, as in <c>inspect</c>.</param>
/// <param name="Type">The C type of an element: <c>int8_t</c>.</param>
/// <param name="OffsetBytes">From the start of the buffer.</param>
/// <param name="RingPixels">For a line buffer: so many pixels of the tensor exist at a time. Null when it is stored whole.</param>
public sealed record PlanContent(int Tensor, string Name, string Type, ImmutableArray<int> Shape, int OffsetBytes, int? RingPixels);
