using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>The row pointers of the stage's window.</summary>
internal sealed record WindowRowsArgument : KernelArgument;

/// <summary>The address of the first pixel of the stage's tile in a tensor, or of one of its channels.</summary>
internal sealed record TilePixelArgument(TensorId Tensor, int Channel, bool IsReadOnly) : KernelArgument;
