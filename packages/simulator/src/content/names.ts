/** A hundred of each, so that every pair makes another person. */
export const firstNames =
  'Ada Adam Aisha Alba Alex Amal Amir Ana Anders Anita Anna Anton Aria Arjun Astrid Ayumi Beatriz Ben Bianca Boris Bruno Carla Carlos Cecilia Chen Clara Cyrus Dana Daria David Deniz Dora Edgar Elif Elsa Emil Emma Enzo Erik Esther Eva Fabian Farah Felix Fiona Flora Frida Gael Gita Greta Hana Hassan Heidi Hugo Ida Igor Ines Iris Isaac Ivan Jana Javier Joan Jonah Julia Kai Karim Katya Keiko Kofi Lara Lars Layla Lea Leo Lina Luca Lucia Mads Maja Malik Marta Mateo Mila Mina Nadia Nils Nora Omar Otto Paula Petra Rafael Rosa Sami Sara Silas Stella Tariq Yara'.split(
    ' ',
  );

export const lastNames =
  'Abbott Adeyemi Ahmed Almeida Andersson Arslan Bakker Banerjee Barros Bauer Becker Bell Berg Bianchi Blanc Bosch Brandt Brown Castillo Cohen Costa Cruz Danielsson Das Diaz Dimitrov Dupont Eriksen Evans Farouk Fernandes Ferrari Fischer Flores Fontana Fraser Garcia Ghosh Gomes Grant Haas Hansen Hoffmann Horvat Ibrahim Ito Ivanov Jansen Jensen Jones Kaya Keller Khan Klein Koch Kumar Lam Larsen Lee Lehmann Lopez Lund Maier Marino Martin Mendes Meyer Mishra Moreau Moreno Mori Mueller Murphy Nakamura Nguyen Nielsen Novak Nowak Ogawa Olsen Ortega Park Pereira Petit Popov Rao Reyes Richter Romano Rossi Roy Ruiz Sanchez Santos Sato Schulz Shah Silva Singh Yilmaz'.split(
    ' ',
  );

export const subjects =
  'Revenue Margin Orders Returns Stock Footfall Churn Leads Spend Tickets Salaries Freight Energy Claims Rentals Repairs Bookings Refunds Visits Subscriptions'.split(
    ' ',
  );

export const places =
  'Munich Vienna Oslo Madrid Leeds Denver Curitiba Lyon Turin Gdansk Porto Bergen Zurich Ghent Malmö Tartu Split Patras Cork Aarhus Quito Austin Perth Osaka Lagos'.split(
    ' ',
  );
