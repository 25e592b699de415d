using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>A tensor as a board reported it after a step.</summary>
/// <param name="Crc">CRC-32 (that of zip and PNG) of its bytes.</param>
/// <param name="Data">All its bytes, when the board printed them.</param>
internal sealed record BoardTensor(int Step, TensorId Id, int Bytes, uint Crc, byte[]? Data);
