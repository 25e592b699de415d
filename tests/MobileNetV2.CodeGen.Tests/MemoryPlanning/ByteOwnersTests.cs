using CsCheck;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

public class ByteOwnersTests
{
    private const int Bytes = 24;

    [Fact]
    public void Runs_tell_what_an_owner_for_every_byte_tells() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, Bytes - 1], Gen.Int[0, 8], Gen.Int[0, 40]).Array[30].Sample(
            changes =>
            {
                var runs = new ByteOwners();
                var owners = new long[Bytes];
                foreach (var (kind, address, length, tag) in changes)
                {
                    var bytes = Math.Min(length, Bytes - address);
                    Change(kind, address, bytes, tag + 1, runs, owners);
                    for (var from = 0; from < Bytes; from++)
                    {
                        for (var end = from + 1; end <= Bytes && owners[from] != 0; end++)
                        {
                            var isOne = Enumerable.Range(from, end - from).All(i => owners[i] == owners[from] + i - from);
                            Assert.Equal(isOne, runs.Holds(from, end - from, owners[from]));
                        }

                        Assert.False(runs.Holds(from, 1, owners[from] == 0 ? 1 : owners[from] + 1));
                    }
                }
            },
            iter: 300);

    private static void Change(int kind, int address, int bytes, int tag, ByteOwners runs, long[] owners)
    {
        switch (kind)
        {
            case 0:
                runs.Fill(address, bytes, tag);
                for (var i = 0; i < bytes; i++)
                    owners[address + i] = tag + i;
                break;
            case 1:
                runs.Clear(address, bytes);
                Array.Clear(owners, address, bytes);
                break;
            default:
                var to = (address + bytes) % Bytes;
                var copied = Math.Min(bytes, Math.Min(Bytes - to, Math.Abs(to - address)));
                runs.Copy(address, to, copied);
                Array.Copy(owners, address, owners, to, copied);
                break;
        }
    }
}
