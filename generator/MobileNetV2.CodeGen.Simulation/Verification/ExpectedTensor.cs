using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>What somebody else computed for a tensor of the first case, to be compared with the reference interpreter.</summary>
/// <param name="Id">A tensor of the network as it was imported, or with a stripped border of the one that was compiled.</param>
/// <param name="Source">Where the bytes come from, for people: a file.</param>
/// <param name="Bytes">Elements in the tensor's type, little-endian and row-major.</param>
public sealed record ExpectedTensor(TensorId Id, string Source, ReadOnlyMemory<byte> Bytes);
