using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>A call whose scratch memory the generator computed and CMSIS-NN is asked about.</summary>
/// <param name="Function">The kernel.</param>
/// <param name="Numbers">As <c>mnv2_question</c> in <c>mnv2_scratch.c</c>.</param>
/// <param name="Shape">For people.</param>
internal sealed record ScratchQuestion(string Function, ImmutableArray<int> Numbers, string Shape, int ComputedBytes)
{
    private const int SizeBytes = 20 * sizeof(int);

    public static byte[] Pack(ImmutableArray<ScratchQuestion> questions)
    {
        var file = new byte[questions.Length * SizeBytes];
        for (var i = 0; i < questions.Length; i++)
        {
            for (var j = 0; j < questions[i].Numbers.Length; j++)
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(i * SizeBytes + j * sizeof(int)), questions[i].Numbers[j]);
        }

        return file;
    }
}
