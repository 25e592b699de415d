using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Description.Weights;

/// <summary>One tensor of a safetensors file; its data is a view of the file.</summary>
internal sealed record SafetensorsEntry(ElementType Type, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Data);
